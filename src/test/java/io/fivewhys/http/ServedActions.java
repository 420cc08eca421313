package io.fivewhys.http;

import io.fivewhys.database.Database;
import io.fivewhys.mitigate.Intervention;
import java.io.IOException;

/** A service about whose incidents something is to be done, for tests of who talks to it. */
public final class ServedActions {
  public static final String ADMIN = TestService.TOKEN;
  public static final String ANN = ActionsWorld.ANN;
  public static final String BOB = ActionsWorld.BOB;

  private final ActionsWorld world;

  /**
   * @param database closed with this
   */
  public ServedActions(Database database) throws IOException, InterruptedException {
    world = new ActionsWorld(database);
  }

  public int port() {
    return world.incidents.service.address.getPort();
  }

  public String recommending(String gateway) {
    return world.recommending(gateway);
  }

  public Intervention waiting(String gateway, String by, boolean twoPeople) {
    return world.waiting(gateway, by, twoPeople);
  }

  public Intervention refused(String gateway) {
    return world.refused(gateway);
  }

  /** It is done, as if somebody had acted. */
  public void done(String id) {
    world.done(id);
  }

  /** It may have been done. */
  public void lost(String id) {
    world.lost(id);
  }

  public Intervention stored(String id) {
    return world.stored(id);
  }

  public void close() throws InterruptedException {
    world.close();
  }
}
