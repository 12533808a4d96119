package org.opensy.mining.dev.money;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.node.WalletBalances;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.node.WalletInfo;
import org.opensy.mining.pool.node.WalletTransaction;

/** A real wallet whose calls are moments to die at. */
final class CrashingWallet implements WalletClient {
  private final WalletClient real;
  private final CrashPoints points;

  CrashingWallet(WalletClient real, CrashPoints points) {
    this.real = real;
    this.points = points;
  }

  private <T> T call(String name, Supplier<T> call) {
    points.pass("before " + name);
    T result = call.get();
    points.pass("after " + name);
    return result;
  }

  @Override
  public WalletBalances balances() {
    return call("getbalances", real::balances);
  }

  @Override
  public WalletInfo info() {
    return call("getwalletinfo", real::info);
  }

  @Override
  public boolean canSpend(Address address) {
    return call("getaddressinfo", () -> real.canSpend(address));
  }

  @Override
  public Unlocked unlock() {
    return call("walletpassphrase", real::unlock);
  }

  @Override
  public boolean isSending() {
    return call("getrpcinfo", real::isSending);
  }

  @Override
  public TransactionId sendMany(Map<Address, Amount> outputs, String comment, boolean subtract) {
    return call("sendmany", () -> real.sendMany(outputs, comment, subtract));
  }

  @Override
  public Optional<WalletTransaction> transaction(TransactionId id) {
    return call("gettransaction", () -> real.transaction(id));
  }

  @Override
  public List<WalletTransaction> sent() {
    return call("listsinceblock", real::sent);
  }

  @Override
  public List<WalletTransaction> findByComment(String comment, BlockHash since) {
    return call("listsinceblock", () -> real.findByComment(comment, since));
  }
}
