package dev.leat.perf.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;

/** Paints a chart with its conditions below it, at twice the size for dense screens. Needs no display. */
final class Canvas {
    static final int WIDTH = 960;
    static final int HEIGHT = 540;

    private static final int SCALE = 2;
    private static final int MARGIN = 16;
    private static final int LINE_HEIGHT = 15;
    private static final int CHARACTERS_PER_LINE = 145;
    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private Canvas() {}

    static Picture paint(String name, Chart<?, ?> chart, Map<String, String> conditions) {
        return paint(name, chart, conditions, nothing -> {});
    }

    /**
     * @param beside paints what stands at the left of a chart that is narrower than the picture, once it is painted
     */
    static Picture paint(String name, Chart<?, ?> chart, Map<String, String> conditions, Consumer<Graphics2D> beside) {
        List<String> lines = Conditions.lines(conditions, CHARACTERS_PER_LINE);
        int height = chart.getHeight() + lines.size() * LINE_HEIGHT + MARGIN;
        BufferedImage image = new BufferedImage(WIDTH * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height);
        graphics.translate(WIDTH - chart.getWidth(), 0);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.translate(chart.getWidth() - WIDTH, 0);
        graphics.setColor(Color.BLACK);
        beside.accept(graphics);
        graphics.setFont(SMALL);
        graphics.setColor(Look.QUIET);
        int baseline = chart.getHeight() + LINE_HEIGHT;
        for (String line : lines) {
            graphics.drawString(line, MARGIN, baseline);
            baseline += LINE_HEIGHT;
        }
        graphics.dispose();
        return new Picture(name, chart.getTitle(), png(image));
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return bytes.toByteArray();
    }
}
