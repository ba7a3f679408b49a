package dev.leat.perf.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all pictures share: colours that differ in brightness as well, few lines, plain numbers. */
final class Look {
    static final Color QUIET = new Color(0x59636E);
    static final Color GRID = new Color(0xE3E7EB);
    static final Color LEAT = new Color(0x0B5FA5);
    static final Color KAFKA = new Color(0xD9822B);
    static final Color OTHER = new Color(0x5B8C5A);
    static final Color MET = new Color(0x2E7D32);
    static final Color MISSED = new Color(0xC62828);

    private static final Color TEXT = new Color(0x1F2328);

    private Look() {}

    /** The colour that a broker has in every picture. */
    static Color of(String broker) {
        return switch (broker) {
            case "leat" -> LEAT;
            case "apache-kafka" -> KAFKA;
            default -> OTHER;
        };
    }

    /** A broker's name as people write it. */
    static String nameOf(String broker) {
        return switch (broker) {
            case "leat" -> "Leat";
            case "apache-kafka" -> "Apache Kafka";
            default -> broker;
        };
    }

    static XYChart chart(String title, String xTitle, String yTitle) {
        return chart(title, xTitle, yTitle, Canvas.WIDTH, Canvas.HEIGHT);
    }

    static XYChart chart(String title, String xTitle, String yTitle, int width, int height) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        XYStyler styler = chart.getStyler();
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartFontColor(TEXT);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
        styler.setChartTitlePadding(10);
        styler.setChartPadding(14);
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setAxisTickLabelsColor(TEXT);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setAnnotationTextFontColor(TEXT);
        styler.setMarkerSize(7);
        styler.setYAxisTickLabelsFormattingFunction(Look::plain);
        styler.setXAxisTickLabelsFormattingFunction(Look::plain);
        styler.setSeriesMarkers(new Marker[] {SeriesMarkers.NONE});
        return chart;
    }

    /** A number with about three digits, k and M for the large ones. */
    static String plain(double value) {
        double size = Math.abs(value);
        if (size >= 1e6) {
            return digits(value / 1e6) + "M";
        }
        return size >= 1e4 ? digits(value / 1e3) + "k" : digits(value);
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        String format =
                size >= 100 || value == Math.rint(value) ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        String text = String.format(Locale.ROOT, format, value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** A time in µs in the unit that suits it. */
    static String micros(double micros) {
        if (micros >= 1e6) {
            return plain(micros / 1e6) + " s";
        }
        return micros >= 1e3 ? plain(micros / 1e3) + " ms" : plain(micros) + " \u00b5s";
    }

    static BasicStroke line(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    static BasicStroke dashed(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0);
    }
}
