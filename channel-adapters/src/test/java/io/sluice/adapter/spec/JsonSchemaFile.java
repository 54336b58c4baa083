package io.sluice.adapter.spec;

import com.networknt.schema.dialect.Dialects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An official JSON Schema of a document, such as Amazon's of a feed. */
public final class JsonSchemaFile {
  private final String text;
  private final Schemas schemas = new Schemas(Dialects.getDraft7(), Map.of());

  private JsonSchemaFile(String text) {
    this.text = text;
  }

  /** Where the descriptions are absent the test is skipped, see {@link SpecFolder}. */
  public static JsonSchemaFile of(String file) {
    return new JsonSchemaFile(SpecFolder.textOrSkip(file));
  }

  /** Empty where the document is as it should be. */
  public List<String> problems(byte[] document) {
    return schemas.problems(text, new String(document, StandardCharsets.UTF_8));
  }
}
