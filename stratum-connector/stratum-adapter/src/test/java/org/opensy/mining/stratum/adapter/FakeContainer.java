package org.opensy.mining.stratum.adapter;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Timer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.opensy.mining.stratum.api.StratumListener;

/**
 * As much of a container as the adapter needs: threads, and endpoints in front of one listener.
 * Thread-safe.
 */
final class FakeContainer implements BootstrapContext, WorkManager, MessageEndpointFactory {
  private final StratumListener listener;
  private final int maxThreads;
  final AtomicInteger threads = new AtomicInteger();
  final AtomicInteger endpoints = new AtomicInteger();
  volatile boolean available = true;

  FakeContainer(StratumListener listener, int maxThreads) {
    this.listener = listener;
    this.maxThreads = maxThreads;
  }

  @Override
  public WorkManager getWorkManager() {
    return this;
  }

  @Override
  public long startWork(Work work, long bound, ExecutionContext context, WorkListener events)
      throws WorkException {
    if (threads.incrementAndGet() > maxThreads) {
      threads.decrementAndGet();
      throw new WorkRejectedException("No thread is left");
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } finally {
                threads.decrementAndGet();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return 0;
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
    if (!available) {
      throw new UnavailableException("Not yet");
    }
    endpoints.incrementAndGet();
    return (MessageEndpoint)
        Proxy.newProxyInstance(
            StratumListener.class.getClassLoader(),
            new Class<?>[] {StratumListener.class, MessageEndpoint.class},
            (proxy, method, arguments) -> invoke(method, arguments));
  }

  private Object invoke(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("release")) {
      endpoints.decrementAndGet();
      return null;
    }
    try {
      return method.invoke(listener, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource, long timeOut)
      throws UnavailableException {
    return createEndpoint(resource);
  }

  @Override
  public void doWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void doWork(Work work, long bound, ExecutionContext context, WorkListener events) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long startWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void scheduleWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void scheduleWork(Work work, long bound, ExecutionContext context, WorkListener events) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public String getActivationName() {
    return "fake";
  }

  @Override
  public Class<?> getEndpointClass() {
    return StratumListener.class;
  }

  @Override
  public XATerminator getXATerminator() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timer createTimer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isContextSupported(Class<? extends WorkContext> type) {
    return false;
  }

  @Override
  public jakarta.transaction.TransactionSynchronizationRegistry
      getTransactionSynchronizationRegistry() {
    throw new UnsupportedOperationException();
  }
}
