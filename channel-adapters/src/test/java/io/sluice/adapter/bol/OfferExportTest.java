package io.sluice.adapter.bol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfferExportTest {
  private static final String HEADER =
      "offerId,ean,conditionName,conditionCategory,conditionComment,bundlePricesPrice,"
          + "fulfilmentDeliveryCode,stockAmount,onHoldByRetailer,fulfilmentType,mutationDateTime,"
          + "referenceCode";

  private static OfferExport export(String... lines) throws Exception {
    String csv = HEADER + "\n" + String.join("\n", lines);
    return new OfferExport(csv.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(String id, String price, String stock, String reference) {
    return id + ",871,NEW,NEW,," + price + ",1-2d," + stock + ",false,FBR,2026-11-20," + reference;
  }

  @Test
  void everyRowIsRead() throws Exception {
    OfferExport.Page page = export(line("a", "12.00", "1", "SKU-1")).page(0, 10);

    assertThat(page.rows())
        .containsExactly(new OfferExport.Row("a", "SKU-1", 1L, new BigDecimal("12.00"), false));
    assertThat(page.next()).isEqualTo(OfferExport.END);
  }

  @Test
  void pagesFollowOneAnother() throws Exception {
    OfferExport export = export(line("a", "1", "1", "A"), line("b", "1", "1", "B") + "\n");

    OfferExport.Page first = export.page(0, 1);
    OfferExport.Page second = export.page(first.next(), 1);

    assertThat(first.rows()).extracting(OfferExport.Row::reference).containsExactly("A");
    assertThat(second.rows()).extracting(OfferExport.Row::reference).containsExactly("B");
    assertThat(second.next()).isEqualTo(OfferExport.END);
  }

  @Test
  void quotedFieldsMayHoldAnything() throws Exception {
    String odd = "\"say \"\"hi\"\", ü\r\nline two\"";
    OfferExport export =
        export("a,871,GOOD,SECONDHAND,\"worn, a bit\",5.00,1-2d,3,true,FBR,t," + odd + "\r");

    assertThat(export.page(0, 10).rows())
        .containsExactly(
            new OfferExport.Row(
                "a", "say \"hi\", ü\r\nline two", 3L, new BigDecimal("5.00"), true));
  }

  @Test
  void whatIsNotOursOrGarbageIsPassedOver() throws Exception {
    OfferExport export = export(line("a", "x", "", "A"), line("b", "1", "1", ""), "", "c,871");

    assertThat(export.page(0, 10).rows())
        .containsExactly(new OfferExport.Row("a", "A", null, null, false));
  }

  @Test
  void firstRowOfAReferenceCounts() throws Exception {
    OfferExport export =
        export(line("a", "1", "1", "A"), line("b", "1", "1", "B"), line("c", "1", "1", "B"));

    assertThat(export.find(Set.of("B", "D")))
        .hasSize(1)
        .extractingByKey("B")
        .extracting(OfferExport.Row::offerId)
        .isEqualTo("b");
  }

  @Test
  void placeholderOfANewOfferIsSeen() throws Exception {
    OfferExport export = export(line("a", "9999.00", "0", "A"), line("b", "9999.00", "1", "B"));

    assertThat(export.page(0, 9).rows())
        .extracting(OfferExport.Row::isUnpriced)
        .containsExactly(true, false);
  }

  @Test
  void fileWithoutAColumnIsUnreadable() {
    byte[] csv = "offerId,ean\na,871\n".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> new OfferExport(csv))
        .isInstanceOf(OfferExport.Unreadable.class)
        .hasMessage("the file of all offers has no column bundlePricesPrice");
  }
}
