package org.opensy.mining.pool.web;

import jakarta.json.Json;
import java.time.Instant;
import org.opensy.mining.pool.ownership.Bip322;
import org.opensy.mining.pool.ownership.Challenge;
import org.opensy.mining.pool.signin.OwnerSignIn;

/**
 * What the owner of an address is to sign, in one of two ways: as a message, or, with a wallet that
 * signs messages for no such address, as a transaction.
 *
 * @param message one line
 * @param expiresAt from when on it is of no use
 * @param transaction of BIP-322, not signed, in hex
 * @param prevtxs second argument of the node's call {@code signrawtransactionwithwallet}, as JSON
 */
public record ChallengeView(String message, Instant expiresAt, String transaction, String prevtxs) {

  static ChallengeView of(OwnerSignIn signIn, Challenge challenge) {
    String line = signIn.line(challenge);
    Bip322.Unsigned unsigned = Bip322.unsigned(challenge.owner(), line);
    String prevtxs =
        Json.createArrayBuilder()
            .add(
                Json.createObjectBuilder()
                    .add("txid", unsigned.spentId())
                    .add("vout", 0)
                    .add("scriptPubKey", unsigned.spentScript())
                    .add("amount", 0))
            .build()
            .toString();
    return new ChallengeView(line, challenge.end(), unsigned.transaction(), prevtxs);
  }
}
