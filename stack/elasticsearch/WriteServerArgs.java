import java.nio.file.Files;
import java.nio.file.Path;
import org.elasticsearch.bootstrap.ServerArgs;
import org.elasticsearch.common.io.stream.OutputStreamStreamOutput;
import org.elasticsearch.common.settings.KeyStoreWrapper;
import org.elasticsearch.common.settings.Settings;

/**
 * Writes what Elasticsearch's own launcher hands to the server on standard input: its settings. Starting the
 * server with this file instead of through the launcher saves two JVM starts, several seconds.
 *
 * <p>Arguments: the file to write, the configuration folder, the log folder, then settings as
 * {@code key=value}.
 */
public final class WriteServerArgs {

  public static void main(String[] args) throws Exception {
    Settings.Builder settings = Settings.builder();
    for (int i = 3; i < args.length; i++) {
      String[] pair = args[i].split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    KeyStoreWrapper secrets = KeyStoreWrapper.create();
    KeyStoreWrapper.addBootstrapSeed(secrets);
    boolean daemonize = true; // otherwise the server ends with the process that holds its standard input
    ServerArgs serverArgs =
        new ServerArgs(daemonize, false, null, secrets, settings.build(), Path.of(args[1]), Path.of(args[2]));
    try (var out = new OutputStreamStreamOutput(Files.newOutputStream(Path.of(args[0])))) {
      serverArgs.writeTo(out);
    }
  }
}
