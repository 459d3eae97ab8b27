package dev.linkspan.server;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what libraries say through {@link System.Logger} into the relay's log. Thread-safe. */
public final class SystemLoggers extends System.LoggerFinder {

    /** For the service loader. */
    public SystemLoggers() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Bridge(LoggerFactory.getLogger(name));
    }

    private record Bridge(Logger log) implements System.Logger {

        @Override
        public String getName() {
            return log.getName();
        }

        @Override
        public boolean isLoggable(Level level) {
            return level == Level.ALL || (level != Level.OFF && log.isEnabledForLevel(slf4j(level)));
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                log.atLevel(slf4j(level)).setCause(thrown).log(text(bundle, message));
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object @Nullable ... parameters) {
            if (isLoggable(level)) {
                String text = text(bundle, format);
                boolean plain = parameters == null || parameters.length == 0;
                log.atLevel(slf4j(level)).log(plain ? text : MessageFormat.format(text, parameters));
            }
        }

        private static String text(@Nullable ResourceBundle bundle, @Nullable String message) {
            return bundle != null && message != null && bundle.containsKey(message)
                    ? bundle.getString(message)
                    : String.valueOf(message);
        }

        private static org.slf4j.event.Level slf4j(Level level) {
            return switch (level) {
                case ALL, TRACE -> org.slf4j.event.Level.TRACE;
                case DEBUG -> org.slf4j.event.Level.DEBUG;
                case INFO -> org.slf4j.event.Level.INFO;
                case WARNING -> org.slf4j.event.Level.WARN;
                case ERROR, OFF -> org.slf4j.event.Level.ERROR;
            };
        }
    }
}
