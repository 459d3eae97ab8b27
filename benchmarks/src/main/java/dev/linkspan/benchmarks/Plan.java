package dev.linkspan.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is to be published: activities 0, 1, 2, …, each one step in the life of one object. The steps of an object are in
 * order; step 0 is its Create. Immutable, thread-safe.
 */
final class Plan {

    private static final int MAX_OPEN = 40;
    private static final int MAX_STEPS = 4;

    /** What an activity does to its object. */
    enum Kind {
        CREATE,
        UPDATE,
        DELETE
    }

    /**
     * One activity.
     *
     * @param object which object it is about
     * @param step the how manieth activity of its object it is, from 0
     */
    record Step(int object, int step, Kind kind) {}

    private final List<Step> steps;
    private final int objects;

    private Plan(List<Step> steps, int objects) {
        this.steps = List.copyOf(steps);
        this.objects = objects;
    }

    /** Creates only, each of an object of its own. */
    static Plan creates(int activities) {
        List<Step> steps = new ArrayList<>();
        for (int object = 0; object < activities; object++) {
            steps.add(new Step(object, 0, Kind.CREATE));
        }
        return new Plan(steps, activities);
    }

    /** Creates, Updates and Deletes of the same objects, interleaved: one to four activities about each. */
    static Plan lives(int activities, RandomGenerator random) {
        List<Step> steps = new ArrayList<>();
        List<Step> open = new ArrayList<>();
        int objects = 0;
        while (steps.size() < activities) {
            Step step;
            if (open.isEmpty() || (open.size() < MAX_OPEN && random.nextInt(3) == 0)) {
                step = new Step(objects++, 0, Kind.CREATE);
            } else {
                Step before = open.remove(random.nextInt(open.size()));
                boolean deletes = before.step() == MAX_STEPS - 2 || random.nextInt(3) == 0;
                step = new Step(before.object(), before.step() + 1, deletes ? Kind.DELETE : Kind.UPDATE);
            }
            steps.add(step);
            if (step.kind() != Kind.DELETE) {
                open.add(step);
            }
        }
        return new Plan(steps, objects);
    }

    int activities() {
        return steps.size();
    }

    int objects() {
        return objects;
    }

    Step step(int activity) {
        return steps.get(activity);
    }

    /** For each object, its last step. */
    int[] lastSteps() {
        int[] last = new int[objects];
        steps.forEach(step -> last[step.object()] = step.step());
        return last;
    }
}
