package org.opensy.mining.stratum.protocol;

/**
 * A miner hands in a share: {@code submit}, or {@code mining.submit} if the share has no claim. The
 * good answer is {@link Ok#accepted}.
 *
 * @param id echoed in the answer
 * @param sender in XMRig's dialect the id that the login answer gave, 1 to 128 characters; in the
 *     Bitcoin dialect the user of {@link Authorize}, 1 to 256 characters
 * @param share what is handed in
 * @param algo the algorithm, or empty; miners send it after the extension {@code algo}, and never
 *     in the Bitcoin dialect
 */
public record Submit(RpcId id, String sender, Submission share, String algo)
    implements ClientMessage {

  /** One of XMRig's dialect. */
  public Submit(RpcId id, String session, String jobId, String nonce, String result, String algo) {
    this(id, session, Submission.claiming(jobId, nonce, result), algo);
  }

  @Override
  public Dialect dialect() {
    return share.claim().isPresent() ? Dialect.XMRIG : Dialect.BITCOIN;
  }
}
