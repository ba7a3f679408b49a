package dev.leat.perf.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart whose rows have names: values go to the right, the first row is at the top. */
final class Rows {
    private static final int ROW_HEIGHT = 40;
    private static final int AROUND = 190; // title, axis, legend
    private static final double CAP = 0.09;
    private static final double ROOM = 0.55; // rows above the first and below the last
    private static final int GAP = 4;
    private static final double CONTENT = 0.98; // of the plot: little room around its lines
    private static final Font NAMES = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final int LEAST_WIDTH = 120; // of the names, in pixels
    private static final int CHARACTER_WIDTH = 7;

    private final XYChart chart;
    private final List<String> names;
    private final int count;
    private final int namesWidth;
    private int series;

    Rows(String title, String xTitle, List<String> names) {
        this.count = names.size();
        this.namesWidth = Math.max(
                LEAST_WIDTH,
                CHARACTER_WIDTH * names.stream().mapToInt(String::length).max().orElse(0));
        this.chart = Look.chart(title, xTitle, "", Canvas.WIDTH - namesWidth, AROUND + count * ROW_HEIGHT);
        this.names = List.copyOf(names);
        chart.getStyler().setYAxisTitleVisible(false).setYAxisTicksVisible(false);
        chart.getStyler().setYAxisMin(-ROOM).setYAxisMax(count - 1 + ROOM);
        chart.getStyler().setPlotGridHorizontalLinesVisible(false);
        chart.getStyler().setPlotContentSize(CONTENT);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    }

    /** Paints it with the names at the left: XChart's own ticks take no names. */
    Picture paint(String name, Map<String, String> conditions) {
        return Canvas.paint(name, chart, conditions, graphics -> {
            graphics.setFont(NAMES);
            FontMetrics metrics = graphics.getFontMetrics();
            for (int row = 0; row < count; row++) {
                String text = names.get(row);
                double middle = chart.getScreenYFromChart(height(row, 0));
                graphics.drawString(
                        text, namesWidth - GAP - metrics.stringWidth(text), (int) middle + metrics.getAscent() / 2 - 1);
            }
        });
    }

    XYChart chart() {
        return chart;
    }

    /** The height of row {@code row}, shifted down by {@code shift} rows. */
    double height(int row, double shift) {
        return count - 1 - row - shift;
    }

    /** A bar from {@code from} to {@code to} around {@code height}. */
    XYSeries bar(String name, double from, double to, double height, double thickness, Color colour) {
        double half = thickness / 2;
        XYSeries bar = add(
                name,
                new double[] {from, to, to, from, from},
                new double[] {height - half, height - half, height + half, height + half, height - half},
                colour);
        bar.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        bar.setFillColor(colour);
        bar.setLineStyle(Look.line(1));
        return bar;
    }

    /** A thin line from the least to the greatest value, with a cap at each end. */
    void whisker(double least, double greatest, double height, Color colour) {
        BasicStroke thin = new BasicStroke(1.6f);
        line(new double[] {least, greatest}, new double[] {height, height}, colour, thin);
        line(new double[] {least, least}, new double[] {height - CAP, height + CAP}, colour, thin);
        line(new double[] {greatest, greatest}, new double[] {height - CAP, height + CAP}, colour, thin);
    }

    void line(double[] x, double[] y, Color colour, BasicStroke stroke) {
        XYSeries line = add("line " + series, x, y, colour);
        line.setShowInLegend(false);
        line.setLineStyle(stroke);
    }

    /** A line over all rows at {@code x}. */
    void upright(double x, Color colour, BasicStroke stroke) {
        line(new double[] {x, x}, new double[] {-ROOM, count - 1 + ROOM}, colour, stroke);
    }

    private XYSeries add(String name, double[] x, double[] y, Color colour) {
        series++;
        XYSeries added = chart.addSeries(name, x, y);
        added.setLineColor(colour);
        added.setMarker(SeriesMarkers.NONE);
        return added;
    }
}
