package org.opensy.mining.bench.load;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.transaction.xa.XAResource;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.Submission;

/**
 * As much of a container as the Stratum resource adapter needs: a thread for each work, and
 * endpoints that are the listener itself. Thread-safe.
 */
record BareContainer(StratumListener listener)
    implements BootstrapContext, WorkManager, MessageEndpointFactory {

  /** An endpoint without transactions. */
  private record Endpoint(StratumListener listener) implements MessageEndpoint, StratumListener {
    @Override
    public LoginOutcome login(MinerSession session, Login login) {
      return listener.login(session, login);
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(
        MinerSession session, Submission share, Executor loop) {
      return listener.submit(session, share, loop);
    }

    @Override
    public void closed(MinerSession session) {
      listener.closed(session);
    }

    @Override
    public void beforeDelivery(Method method) {}

    @Override
    public void afterDelivery() {}

    @Override
    public void release() {}
  }

  @Override
  public WorkManager getWorkManager() {
    return this;
  }

  @Override
  public long startWork(Work work, long bound, ExecutionContext context, WorkListener events) {
    Thread thread = new Thread(work, "worker");
    thread.setDaemon(true);
    thread.start();
    return 0;
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource) {
    return new Endpoint(listener);
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource, long timeOut) {
    return createEndpoint(resource);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public String getActivationName() {
    return "bench";
  }

  @Override
  public Class<?> getEndpointClass() {
    return StratumListener.class;
  }

  @Override
  public boolean isContextSupported(Class<? extends WorkContext> type) {
    return false;
  }

  @Override
  public void doWork(Work work) {
    throw notNeeded();
  }

  @Override
  public void doWork(Work work, long bound, ExecutionContext context, WorkListener events) {
    throw notNeeded();
  }

  @Override
  public long startWork(Work work) {
    throw notNeeded();
  }

  @Override
  public void scheduleWork(Work work) {
    throw notNeeded();
  }

  @Override
  public void scheduleWork(Work work, long bound, ExecutionContext context, WorkListener events) {
    throw notNeeded();
  }

  @Override
  public XATerminator getXATerminator() {
    throw notNeeded();
  }

  @Override
  public Timer createTimer() {
    throw notNeeded();
  }

  @Override
  public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
    throw notNeeded();
  }

  private static UnsupportedOperationException notNeeded() {
    return new UnsupportedOperationException("the adapter does not ask for this");
  }
}
