package io.sluice.gateway.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A step that is taken with everything held, or every dead letter, that matches. */
abstract class HeldStepCommand extends RestCommand {
  private final String list;
  private final String verb;
  private final String done;

  @Option(names = "--channel", paramLabel = "CHANNEL", description = "Those of this channel.")
  private @Nullable String channel;

  @Option(names = "--sku", paramLabel = "SKU", description = "Those of this SKU.")
  private @Nullable String sku;

  @Option(names = "--all", description = "All of them; needed where nothing else is named.")
  private boolean all;

  @Option(
      names = "--job",
      description = "As a job: tells how far it is, and goes on without this command.")
  private boolean job;

  @Option(names = "--reason", paramLabel = "TEXT", description = "For those who wonder later.")
  private @Nullable String reason;

  /**
   * @param list where they are in the API: {@code held} or {@code dead-letters}
   * @param done what is said after the number
   */
  HeldStepCommand(Terminal terminal, String list, String verb, String done) {
    super(terminal);
    this.list = list;
    this.verb = verb;
    this.done = done;
  }

  @Override
  int run(RestClient api) {
    boolean named = channel != null || sku != null;
    if (named == all) {
      throw usage(
          named
              ? "--all does not go with --channel or --sku"
              : "which ones? Name --channel or --sku, or say --all");
    }
    Reply reply = api.post(RestClient.path(list, verb), selection());
    if (job && !wantsJson()) {
      return new JobFollower(terminal, api).follow(reply.json());
    }
    return show(reply, answer -> terminal.out().println(sentence(answer)));
  }

  Map<String, @Nullable Object> selection() {
    Map<String, @Nullable Object> selection = new LinkedHashMap<>();
    selection.put("channel", channel);
    selection.put("sku", sku);
    selection.put("all", all);
    selection.put("job", job);
    selection.put("reason", reason);
    return selection;
  }

  private String sentence(Reply answer) {
    long count = answer.json().getLong("count");
    return "%d %s%s %s".formatted(count, noun(), count == 1 ? "" : "s", done);
  }

  private String noun() {
    return list.equals("held") ? "change" : "dead letter";
  }
}
