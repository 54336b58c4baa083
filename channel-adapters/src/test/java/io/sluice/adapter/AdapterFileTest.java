package io.sluice.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdapterFileTest {
  private static AdapterFile read(String json) throws IOException {
    return AdapterFile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyPartOfASettingIsRead() throws Exception {
    assertThat(
            read("""
                {"settings":[{"name":"a","type":"group","required":true,"description":"d","children":[
                  {"name":"b","type":"yes_no","allowed":["yes","no"]}]}]}""")
                .settings())
        .containsExactly(
            new Setting(
                "a",
                Setting.Type.GROUP,
                true,
                List.of(),
                List.of(
                    new Setting(
                        "b", Setting.Type.YES_NO, false, List.of("yes", "no"), List.of(), "")),
                "d"));
  }

  @Test
  void fieldsAreReadWhereThereAreAny() throws Exception {
    AdapterFile file = read("{\"fields\":[{\"name\":\"title\",\"description\":\"d\"}]}");

    assertThat(file.fields()).containsExactly(new Field("title", "d"));
    assertThat(file.settings()).isEmpty();
    assertThat(read("{}").fields()).isEmpty();
  }

  @Test
  void anythingUnknownIsABrokenBuild() {
    assertThatThrownBy(() -> read("{\"settings\":[{\"nmae\":\"a\"}]}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("unknown key 'nmae' in adapter.json");
    assertThatThrownBy(() -> read("{\"fields\":[{\"nmae\":\"a\"}]}"))
        .hasMessage("unknown key 'nmae' in adapter.json");
    assertThatThrownBy(() -> read("{\"field\":[]}"))
        .hasMessage("unknown key 'field' in adapter.json");
    assertThatThrownBy(() -> read("[]")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> read("{\"settings\":[{\"type\":\"money\"}]}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AdapterFile.read(AdapterFileTest.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no adapter.json beside");
  }

  @Test
  void everyAdapterDescribesAllItsSettingsInItsManual() throws Exception {
    for (ChannelAdapter adapter : Adapters.all()) {
      try (InputStream manual = adapter.getClass().getResourceAsStream("setup.md")) {
        assertThat(manual).as("setup.md of " + adapter.kind()).isNotNull();
        String text = new String(manual.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(adapter.settings())
            .allSatisfy(setting -> assertThat(text).contains("`" + setting.name() + "`"));
      }
    }
  }

  @Test
  void fieldCoversItsNameOrEveryNameThatBeginsSo() {
    Field content = new Field("content.*", "d");

    assertThat(content.covers("content.Width [mm]")).isTrue();
    assertThat(content.covers("content.")).isFalse();
    assertThat(content.covers("contents")).isFalse();
    assertThat(new Field("ean", "d").covers("ean")).isTrue();
    assertThat(new Field("ean", "d").covers("eans")).isFalse();
  }
}
