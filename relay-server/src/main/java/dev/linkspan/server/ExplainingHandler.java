package dev.linkspan.server;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Shows people one line; the stack trace goes to the log at debug level. */
final class ExplainingHandler implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        LoggerFactory.getLogger(ExplainingHandler.class).debug("command failed", e);
        commandLine.getErr().println("linkspan: " + describe(e));
        return e instanceof IllegalArgumentException || e instanceof IllegalStateException ? 2 : 1;
    }

    private static String describe(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
                ? message
                : message + ": " + cause.getMessage();
    }
}
