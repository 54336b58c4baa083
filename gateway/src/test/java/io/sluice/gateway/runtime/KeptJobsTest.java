package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.operations.JobView;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.Stores;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptJobsTest {
  @TempDir private Path directory;
  private Store store;
  private KeptJobs jobs;

  @BeforeEach
  void open() {
    store =
        Stores.open(
            new StoreConfig(
                "jdbc:h2:file:" + directory.resolve("sluice"),
                StoreConfig.Durability.OS,
                0,
                1,
                500,
                Duration.ofDays(1),
                1L << 30,
                10_000,
                16L << 20,
                100));
    jobs = new KeptJobs(store, "replay_job");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static <T> T result(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static JobView job(String id, String channel) {
    return JobView.begun(id, "replay", channel, 10, Instant.EPOCH);
  }

  private List<String> interruptedByAStop() {
    close();
    open();
    List<String> found = new ArrayList<>();
    jobs.forEachInterrupted((id, channel, rest) -> found.add(String.join("|", id, channel, rest)));
    return found;
  }

  @Test
  void whatRunsIsFoundAgainAfterAStopAndWhatHasEndedIsNot() throws Exception {
    String first = result(jobs.keep("shop", "17 of it"));
    String second = result(jobs.keep("other", "18"));
    jobs.began(job(first, "shop"));
    jobs.ended(jobs.began(job(second, "other")).at("done", 10, 10, null, null));

    assertThat(interruptedByAStop()).containsExactly(first + "|shop|17 of it");
  }

  @Test
  void oneThatEndedRunsNoLongerAndIsStillShown() {
    jobs.began(job("a", "shop"));
    assertThat(jobs.runOn("shop")).isTrue();
    assertThat(jobs.runOn("other")).isFalse();

    jobs.ended(job("a", "shop").at("failed", 3, 10, "the channel is gone", null));

    assertThat(jobs.runOn("shop")).isFalse();
    assertThat(jobs.find("a")).get().extracting(JobView::done).isEqualTo(3L);
  }

  @Test
  void ofManyThoseThatEndedAreShownNoLonger() {
    for (int i = 0; i < 99; i++) {
      jobs.ended(jobs.began(job("ended-" + i, "shop")).at("done", 10, 10, null, null));
    }
    jobs.began(job("runs", "shop"));
    assertThat(jobs.find("ended-0")).isPresent();

    jobs.began(job("next", "shop"));

    assertThat(jobs.find("ended-0")).isEmpty();
    assertThat(jobs.find("runs")).isPresent();
    assertThat(jobs.find("next")).isPresent();
  }
}
