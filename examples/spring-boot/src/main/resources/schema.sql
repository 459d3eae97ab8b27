create table if not exists people (handle varchar(64) primary key, name varchar(200) not null);

-- name: the end of the id of a post of ours, by which it is asked for. note: the whole document.
create table if not exists posts (
    id varchar(2000) primary key,
    name varchar(64) unique,
    author varchar(2000) not null,
    answers varchar(2000),
    note text not null,
    arrived bigint auto_increment
);
create index if not exists posts_by_author on posts (author, arrived);

create table if not exists likes (
    post varchar(2000) not null,
    actor varchar(2000) not null,
    id varchar(2000) not null,
    primary key (post, actor)
);
