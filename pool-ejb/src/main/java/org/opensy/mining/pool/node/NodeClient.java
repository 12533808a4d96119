package org.opensy.mining.pool.node;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.config.NodeSettings;
import org.opensy.mining.pool.config.PoolConfig;

/**
 * The pool's view of its OpenSY nodes. Every method throws {@link NodeUnreachableException} when no
 * node answers and {@link NodeRpcException} when one answers with an error object, unless it says
 * otherwise. Thread-safe.
 */
@ApplicationScoped
public class NodeClient implements TemplateSource, ChainView {
  private static final int SUBMIT_TRIES = 5;
  private static final Duration SUBMIT_PAUSE = Duration.ofSeconds(1);

  private NodeQueries queries;
  private NodeGroup work;
  private NodeSettings.Times times;
  private BlockSubmission submission;

  /** For the container's proxy. */
  protected NodeClient() {}

  @Inject
  NodeClient(NodeQueries queries, NodeChannels nodes, PoolConfig config) {
    this(queries, nodes, config.node().times());
  }

  NodeClient(NodeQueries queries, NodeChannels nodes, NodeSettings.Times times) {
    this.queries = queries;
    this.work = nodes.work();
    this.times = times;
    this.submission =
        new BlockSubmission(nodes.submissions(), times.read(), SUBMIT_PAUSE, SUBMIT_TRIES);
  }

  /** A client outside the server: it neither retries nor has a circuit breaker. */
  public static NodeClient of(NodeSettings settings, InstantSource clock) {
    NodeChannels nodes = NodeChannels.of(settings, clock);
    return new NodeClient(new NodeQueries(nodes, settings.times().read()), nodes, settings.times());
  }

  @Override
  public BlockTemplate blockTemplate() {
    return NodeAnswers.template(askForWork("getblocktemplate", templateRequest(Map.of())));
  }

  @Override
  public Optional<BlockTemplate> awaitBlockTemplate(String longPollId) {
    RpcCall call =
        RpcCall.of("getblocktemplate", templateRequest(Map.of("longpollid", longPollId)));
    return work.first(node -> node.longPoll(call, times.longPoll())).map(NodeAnswers::template);
  }

  /** Hash of the block at a height on the best chain; error -8 above the best block. */
  public BlockHash blockHash(long height) {
    return NodeAnswers.hash(askForWork("getblockhash", height));
  }

  @Override
  public Optional<BlockHeaderInfo> blockHeader(BlockHash hash) {
    try {
      return Optional.of(NodeAnswers.header(ask("getblockheader", hash.toString())));
    } catch (NodeRpcException e) {
      if (e.code() == NodeRpcException.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public ChainInfo chainInfo() {
    return NodeAnswers.chainInfo(ask("getblockchaininfo"));
  }

  /** The node's estimate of the network's hashes per second. */
  public BigDecimal networkHashesPerSecond() {
    return NodeAnswers.decimal(ask("getnetworkhashps"));
  }

  @Override
  public BlockHash bestBlockHash() {
    return NodeAnswers.hash(askForWork("getbestblockhash"));
  }

  /**
   * Submits a block to every configured node, outside retry and circuit breaker, and settles
   * unclear answers by asking for the header. Throws nothing for what nodes say or fail to say.
   *
   * @param blockHex the serialised block
   * @param hash its hash
   */
  public SubmitResult submitBlock(String blockHex, BlockHash hash) {
    return submission.submit(blockHex, hash);
  }

  /** State of each node when work was last asked for, in order of preference. */
  public List<NodeStatus> nodeStatuses() {
    return work.statuses();
  }

  private static Map<String, Object> templateRequest(Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put("rules", List.of("segwit"));
    return request;
  }

  private JsonNode askForWork(String method, Object... params) {
    return guarded(method, () -> queries.askForWork(RpcCall.of(method, params)));
  }

  private JsonNode ask(String method, Object... params) {
    return guarded(method, () -> queries.ask(RpcCall.of(method, params)));
  }

  private static JsonNode guarded(String method, Supplier<JsonNode> question) {
    try {
      return question.get();
    } catch (FaultToleranceException e) {
      throw NodeUnreachableException.notTaken(method + " not asked: nodes are failing", e);
    }
  }
}
