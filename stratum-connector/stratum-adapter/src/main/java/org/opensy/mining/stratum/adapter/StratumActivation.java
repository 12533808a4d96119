package org.opensy.mining.stratum.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkManager;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.opensy.mining.stratum.transport.CallQueue;
import org.opensy.mining.stratum.transport.Deadline;
import org.opensy.mining.stratum.transport.ServerEnvironment;
import org.opensy.mining.stratum.transport.StratumServer;

/** The open ports of a message bean, with their one queue and its workers. Thread-safe. */
final class StratumActivation {
  /** No step of a stop takes longer than this, and there are four. */
  static final Duration STOP_STEP_BOUND = Duration.ofSeconds(5);

  private static final System.Logger LOG = System.getLogger("org.opensy.mining.stratum");

  private final CallQueue queue;
  private final Workers workers;
  private final StratumServer server;

  private StratumActivation(CallQueue queue, Workers workers, StratumServer server) {
    this.queue = queue;
    this.workers = workers;
    this.server = server;
  }

  static StratumActivation start(
      Opening opening,
      MessageEndpointFactory factory,
      WorkManager workManager,
      ServerEnvironment environment)
      throws ResourceException {
    CallQueue queue = new CallQueue(opening.settings().queueCapacity());
    Workers workers = new Workers(queue, factory, environment.failures());
    try {
      workers.start(opening.settings().workers(), workManager);
      StratumServer server =
          new StratumServer(
              opening.settings(), queue, environment, opening.admission(), opening.jobs());
      LOG.log(
          Level.INFO,
          "STRATUM-1001 listening on {0} with {1} workers",
          server.addresses(),
          Integer.toString(opening.settings().workers()));
      return new StratumActivation(queue, workers, server);
    } catch (IOException e) {
      queue.close();
      throw new ResourceException(e.getMessage(), e);
    } catch (ResourceException e) {
      queue.close();
      throw e;
    }
  }

  StratumServer server() {
    return server;
  }

  /**
   * Frees the ports, has the shares judged that the pool already has and their miners told, ends
   * the connections and then the threads; bounded.
   */
  void stop() {
    List<InetSocketAddress> addresses = server.addresses();
    boolean inTime = server.closePorts(STOP_STEP_BOUND);
    inTime &= server.awaitAnswers(Deadline.in(STOP_STEP_BOUND));
    inTime &= server.closeConnections(STOP_STEP_BOUND);
    queue.close();
    inTime &= workers.awaitEnd(Deadline.in(STOP_STEP_BOUND));
    queue.clear();
    inTime &= server.endLoops(STOP_STEP_BOUND);
    if (inTime) {
      LOG.log(Level.INFO, "STRATUM-1002 closed {0}", addresses);
    } else {
      LOG.log(Level.WARNING, "STRATUM-3002 closing {0} took too long", addresses);
    }
  }
}
