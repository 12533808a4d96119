package org.opensy.mining.dev.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.protocol.servlet5.ServletMethodExecutor;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.opensy.mining.dev.stack.NodeAccess;
import org.opensy.mining.dev.stack.PayaraServer;
import org.opensy.mining.dev.stack.PoolServer;
import org.opensy.mining.dev.stack.Ports;
import org.opensy.mining.dev.stack.StackPaths;

/**
 * The development stack's own Payara Server, PostgreSQL and Redis as an Arquillian container: a
 * deployment starts them, the end of it stops them. The node's address is one where nobody listens.
 */
public final class PoolContainer implements DeployableContainer<PoolContainer.Configuration> {
  /** Of the coinbase. */
  static final String ADDRESS = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";

  private PoolServer pool;

  /** Nothing can be set: what there is to know comes from the build. */
  public static final class Configuration implements ContainerConfiguration {
    @Override
    public void validate() {
      // nothing to check
    }
  }

  @Override
  public Class<Configuration> getConfigurationClass() {
    return Configuration.class;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Servlet 5.0");
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    StackPaths paths = StackPaths.fromSystemProperties().in("PoolInside");
    String nobody = "http://127.0.0.1:" + Ports.free();
    pool = new PoolServer(paths, new NodeAccess(nobody, "nobody", "none", "", ADDRESS), Map.of());
    PayaraServer.Deployment deployment = pool.tryStart(export(archive, paths.work()));
    if (!deployment.success()) {
      String reason = pool.log().explain(deployment.message());
      pool.close();
      throw new DeploymentException(reason);
    }
    HTTPContext context = new HTTPContext("127.0.0.1", pool.uri("/").getPort());
    context.add(new Servlet(ServletMethodExecutor.ARQUILLIAN_SERVLET_NAME, "/"));
    return new ProtocolMetaData().addContext(context);
  }

  private static Path export(Archive<?> archive, Path directory) throws DeploymentException {
    Path file = directory.resolve(archive.getName());
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new DeploymentException("cannot write " + file, e);
    }
    archive.as(ZipExporter.class).exportTo(file.toFile(), true);
    return file;
  }

  @Override
  public void undeploy(Archive<?> archive) {
    pool.close();
  }
}
