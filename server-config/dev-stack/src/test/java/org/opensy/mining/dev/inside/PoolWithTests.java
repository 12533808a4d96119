package org.opensy.mining.dev.inside;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.opensy.mining.dev.stack.StackPaths;

/** The built {@code pool.ear} with a test class in its web module. */
final class PoolWithTests {
  private static final String WEB = "pool-web.war";

  private PoolWithTests() {}

  static EnterpriseArchive archive(Class<?> test) {
    File built = StackPaths.fromSystemProperties().poolEar().toFile();
    EnterpriseArchive ear = ShrinkWrap.createFromZipFile(EnterpriseArchive.class, built);
    WebArchive web = ear.getAsType(WebArchive.class, WEB);
    web.addClass(test).addAsLibrary(jarOf(org.assertj.core.api.Assertions.class));
    ear.delete(WEB);
    return ear.addAsModule(web);
  }

  private static File jarOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
