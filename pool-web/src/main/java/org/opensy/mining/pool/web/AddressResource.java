package org.opensy.mining.pool.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.InvalidAddressException;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PoolConfig;

/** Says what a text is that somebody takes for an address. */
@Path("/address")
@RequestScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class AddressResource {
  private final Network network;

  /** For the container's proxy. */
  protected AddressResource() {
    this.network = null;
  }

  @Inject
  public AddressResource(PoolConfig config) {
    this.network = config.chain().network();
  }

  /**
   * What it is.
   *
   * @param valid whether the pool can pay to it
   * @param network of the pool: main, test or regtest
   * @param address the canonical text; null if it is none
   * @param kind p2pkh, p2sh, p2wpkh, p2wsh, p2tr or witness; null if it is none
   * @param reason why it is none; null if it is one
   */
  public record AddressView(
      boolean valid, String network, String address, String kind, String reason) {}

  /** What the text is, or why it is none. */
  @GET
  @Path("/{text}")
  public AddressView address(@PathParam("text") String text) {
    try {
      Address address = Address.parse(text, network);
      return new AddressView(
          true, network.chainName(), address.toString(), SnakeCase.word(address.kind()), null);
    } catch (InvalidAddressException wrong) {
      return new AddressView(false, network.chainName(), null, null, wrong.getMessage());
    }
  }
}
