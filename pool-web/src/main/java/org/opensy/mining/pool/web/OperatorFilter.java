package org.opensy.mining.pool.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.pool.config.AdminSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.Secret;
import org.opensy.mining.pool.web.http.HttpAdmissionFilter;
import org.opensy.mining.pool.web.http.WrongTokens;

/**
 * Lets operators in who show the token {@code pool.admin.token} as {@code Authorization: Bearer}.
 * Without that key nobody is let in. Tokens are compared in constant time, and a wrong one is an
 * offence of the client's. Thread-safe.
 */
@Provider
@ApplicationScoped
@OperatorsOnly
@Priority(Priorities.AUTHENTICATION)
public class OperatorFilter implements ContainerRequestFilter {
  /** RFC 9110: a scheme is the same in any case, and spaces follow it. */
  private static final Pattern CREDENTIALS = Pattern.compile("(?i:bearer) +(.+)");

  private static final String CHALLENGE = "Bearer realm=\"operators\"";

  private final AdminSettings admin;
  private final Consumer<InetAddress> wrongTokens;

  /** For the container's proxy. */
  protected OperatorFilter() {
    this((AdminSettings) null, null);
  }

  @Inject
  public OperatorFilter(PoolConfig config, WrongTokens wrongTokens) {
    this(config.admin(), wrongTokens::shownBy);
  }

  OperatorFilter(AdminSettings admin, Consumer<InetAddress> wrongTokens) {
    this.admin = admin;
    this.wrongTokens = wrongTokens;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Secret> token = admin.token();
    if (token.isEmpty()) {
      throw new ForbiddenException("pool.admin.token is not set: there are no operators.");
    }
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    Matcher credentials = CREDENTIALS.matcher(header == null ? "" : header);
    if (!credentials.matches()) {
      throw new NotAuthorizedException("The operator's token is missing.", CHALLENGE);
    }
    byte[] shown = digest(credentials.group(1));
    if (!MessageDigest.isEqual(shown, digest(token.get().reveal()))) {
      if (request.getProperty(HttpAdmissionFilter.CLIENT) instanceof InetAddress client) {
        wrongTokens.accept(client);
      }
      throw new NotAuthorizedException(
          "The operator's token is wrong.", CHALLENGE + ", error=\"invalid_token\"");
    }
  }

  /** Digests have one length, so the comparison says nothing about the token's. */
  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
