package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sluice.adapter.Adapters;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What an editor offers must be what the reader takes. */
class EditorSchemaTest {
  @ParameterizedTest
  @MethodSource("shapes")
  void schemaHasTheKeysOfTheReader(String file, String path, Shape shape) throws IOException {
    assertThat(keysAt(file, path)).containsExactlyInAnyOrderElementsOf(shape.keys());
  }

  static List<Arguments> shapes() {
    return List.of(
        gateway("", Shape.GATEWAY),
        gateway("definitions/rabbitSource", Shape.RABBIT),
        gateway("definitions/httpSource", Shape.HTTP_SOURCE),
        gateway("definitions/webhookSource", Shape.WEBHOOK),
        gateway("properties/owners", Shape.OWNERS),
        gateway("properties/store", Shape.STORE),
        gateway("properties/store/properties/group_commit", Shape.GROUP_COMMIT),
        gateway("properties/store/properties/keep_events", Shape.KEEP_EVENTS),
        gateway("properties/store/properties/disk", Shape.DISK),
        gateway("properties/api", Shape.API),
        gateway("properties/alerts", Shape.ALERTS),
        gateway("properties/alerts/properties/conditions", Shape.ALERT_CONDITIONS),
        gateway("definitions/webhookReceiver", Shape.WEBHOOK_RECEIVER),
        gateway("definitions/emailReceiver", Shape.EMAIL_RECEIVER),
        gateway("definitions/lasting", Shape.LASTING),
        gateway("definitions/counted", Shape.COUNTED),
        gateway("properties/shutdown", Shape.SHUTDOWN),
        gateway("properties/log", Shape.LOG),
        gateway("properties/traces", Shape.TRACES),
        channels("", Shape.CHANNELS),
        channels("properties/defaults", Shape.DEFAULTS),
        channels("properties/catalog", Shape.CATALOG),
        channels(
            "properties/catalog/properties/price_lists/additionalProperties", Shape.PRICE_LIST),
        channels("definitions/sku", Shape.SKU),
        channels("definitions/stock", Shape.STOCK),
        channels("definitions/stockRule", Shape.STOCK_RULE),
        channels("definitions/price", Shape.PRICE),
        channels("definitions/priceRule", Shape.PRICE_RULE),
        channels("definitions/sale", Shape.SALE),
        channels("definitions/round", Shape.ROUND),
        channels("definitions/minMargin", Shape.MIN_MARGIN),
        channels("definitions/describedField", Shape.FIELD),
        channels("definitions/freeze", Shape.FREEZE),
        channels("definitions/test", Shape.TEST),
        channels("definitions/given", Shape.GIVEN),
        channels("definitions/backlog", Shape.BACKLOG),
        channels("definitions/backlog/properties/fold_over", Shape.FOLD_OVER),
        channels("definitions/retry", Shape.RETRY),
        channels("definitions/breaker", Shape.BREAKER),
        channels("definitions/limits", Shape.LIMITS),
        channels("definitions/batch", Shape.BATCH),
        channels("definitions/guard", Shape.GUARD),
        channels("definitions/reconcile", Shape.RECONCILE));
  }

  @Test
  void everyAdapterHasItsKeysInTheSchema() throws IOException {
    for (var adapter : Adapters.all()) {
      String path = "definitions/" + adapter.kind() + "Channel";
      assertThat(keysAt("channels.schema.json", path))
          .containsExactlyInAnyOrderElementsOf(
              Shape.CHANNEL.with(SettingsReader.names(adapter.settings())).keys());
      assertSameGroups(path, adapter.settings());
      assertThat(keysAt("channels.schema.json", "definitions/" + adapter.kind() + "Account"))
          .containsExactlyInAnyOrderElementsOf(
              Shape.ACCOUNT.with(SettingsReader.names(adapter.settings())).keys());
    }
  }

  @ParameterizedTest
  @CsvSource({"accounts, Account", "channels, Channel"})
  void everyAdapterIsOfferedAndLeadsToItsKeys(String section, String kind) throws IOException {
    List<String> adapters = Adapters.all().stream().map(ChannelAdapter::kind).toList();
    List<String> definitions =
        adapters.stream().map(name -> "#/definitions/" + name + kind).toList();
    String each = "properties/" + section + "/additionalProperties";

    assertThat((List<?>) nodeAt("channels.schema.json", each + "/properties/adapter/enum"))
        .isEqualTo(adapters);
    assertThat(nodeAt("channels.schema.json", each + "/allOf").toString())
        .contains(definitions.stream().map(name -> "then={$ref=%s}".formatted(name)).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "gateway, gateway.yaml",
    "channels, channels.yaml",
    "gateway, example/gateway.yaml",
    "channels, example/channels.yaml"
  })
  void filesThatPeopleCopyAreGoodForAnEditor(String name, String file) throws IOException {
    assertThat(schema(name).validate(text(file), InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disk: 5 #", "durability: fast #", "unknown: 1 #", "cache: 5 #"})
  void mistakeOfTheStoreIsShownInAnEditor(String mistake) throws IOException {
    String broken = text("gateway.yaml").replaceFirst("(?m)^  durability:", "  " + mistake);
    assertThat(schema("gateway").validate(broken, InputFormat.YAML)).isNotEmpty();
  }

  @Test
  void secretInClearIsShownInAnEditor() throws IOException {
    String broken =
        text("channels.yaml")
            .replace("# auth: { bearer: \"${env:WEBSHOP_TOKEN}\" }", "auth: { bearer: abc }");
    assertThat(schema("channels").validate(broken, InputFormat.YAML)).isNotEmpty();
  }

  private static void assertSameGroups(String path, List<Setting> settings) throws IOException {
    for (Setting setting : settings) {
      if (setting.type() == Setting.Type.GROUP) {
        String group = path + "/properties/" + setting.name();
        assertThat(keysAt("channels.schema.json", group))
            .containsExactlyInAnyOrderElementsOf(SettingsReader.names(setting.children()));
        assertSameGroups(group, setting.children());
      }
    }
  }

  private static Schema schema(String name) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(text(name + ".schema.json"), InputFormat.JSON);
  }

  private static List<String> keysAt(String file, String path) throws IOException {
    Map<?, ?> properties = (Map<?, ?>) nodeAt(file, path + "/properties");
    return properties.keySet().stream().map(String::valueOf).toList();
  }

  private static Object nodeAt(String file, String path) throws IOException {
    Object node = new Load(LoadSettings.builder().build()).loadFromString(text(file));
    for (String step : path.split("/")) {
      node = step.isEmpty() ? node : ((Map<?, ?>) node).get(step);
      assertThat(node).as("%s in %s of %s", step, path, file).isNotNull();
    }
    return node;
  }

  private static String text(String file) throws IOException {
    return Files.readString(ExampleFiles.directory().resolve(file));
  }

  private static Arguments gateway(String path, Shape shape) {
    return Arguments.of("gateway.schema.json", path, shape);
  }

  private static Arguments channels(String path, Shape shape) {
    return Arguments.of("channels.schema.json", path, shape);
  }
}
