package io.sluice.source.rabbitmq;

import java.util.concurrent.ThreadFactory;

/** Threads of one source, named after it and what they do. They do not keep the process alive. */
record SourceThreads(String source) {
  Thread create(String role, Runnable work) {
    Thread thread = new Thread(work, "source-" + source + "-" + role);
    thread.setDaemon(true);
    return thread;
  }

  ThreadFactory factory(String role) {
    return work -> create(role, work);
  }
}
