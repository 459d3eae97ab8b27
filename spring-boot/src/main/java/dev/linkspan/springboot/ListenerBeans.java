package dev.linkspan.springboot;

import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.Listener;
import dev.linkspan.federation.ObjectListener;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Entity;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/** Beans that listen, and to what: that is only in their declarations, {@code Listener<Follow>}. */
final class ListenerBeans {

    private final ConfigurableListableBeanFactory beans;
    private final FederationBuilder builder;

    ListenerBeans(ConfigurableListableBeanFactory beans, FederationBuilder builder) {
        this.beans = beans;
        this.builder = builder;
    }

    @SuppressWarnings("unchecked") // by its declaration
    void add(String name, Listener<?> listener) {
        Class<? extends Activity> kind = kind(name, listener, Listener.class, 0, Activity.class);
        builder.on((Class<Activity>) kind, (Listener<Activity>) listener);
    }

    @SuppressWarnings("unchecked") // by its declaration
    void add(String name, ObjectListener<?, ?> listener) {
        Class<? extends Activity> kind = kind(name, listener, ObjectListener.class, 0, Activity.class);
        Class<? extends Entity> object = kind(name, listener, ObjectListener.class, 1, Entity.class);
        builder.on((Class<Activity>) kind, (Class<Entity>) object, (ObjectListener<Activity, Entity>) listener);
    }

    private <T> Class<? extends T> kind(String name, Object bean, Class<?> listener, int index, Class<T> of) {
        ResolvableType declared = beans.containsBeanDefinition(name)
                ? beans.getMergedBeanDefinition(name).getResolvableType()
                : ResolvableType.forInstance(bean);
        Class<?> kind = declared.as(listener).resolveGeneric(index);
        if (kind == null || !of.isAssignableFrom(kind)) {
            throw new IllegalStateException("bean '" + name + "' listens to what its declaration does not say, "
                    + declared + " (expected: such as Listener<Follow>)");
        }
        return kind.asSubclass(of);
    }
}
