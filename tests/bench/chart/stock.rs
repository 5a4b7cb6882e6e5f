//! The same data through plotters' stock SVG backend, as one would draw them
//! there: a title, a mesh with named periods, series, points, a legend. It has
//! no tooltips, no tables' keys and no dark mode; it is the yardstick that our
//! own drawing must stay well below.

use plotters::prelude::*;

type Drawn = Result<(), Box<dyn std::error::Error>>;

const SIZE: (u32, u32) = (720, 300);

/// Two series of twelve months and a target.
pub(crate) fn line() -> String {
    let values = |previous: u32| {
        (0..12_u32).map(move |i| (f64::from(i), f64::from(80 - previous + i * 7 % 5)))
    };
    drawn(|root| {
        let mut chart = ChartBuilder::on(root)
            .caption("title", ("sans-serif", 16))
            .margin(8)
            .x_label_area_size(28)
            .y_label_area_size(40)
            .build_cartesian_2d(-0.5..11.5, 76.0..86.0)?;
        chart
            .configure_mesh()
            .x_labels(12)
            .x_label_formatter(&|x| format!("{:.0} 月", x + 1.0))
            .y_desc("分")
            .draw()?;
        for (previous, colour, name) in [(0, &BLUE, "本年"), (2, &BLACK, "上年")] {
            chart
                .draw_series(LineSeries::new(values(previous), colour))?
                .label(name)
                .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour));
            chart.draw_series(values(previous).map(|at| Circle::new(at, 3, colour.filled())))?;
        }
        chart.draw_series(LineSeries::new([(-0.5, 82.0), (11.5, 82.0)], &BLACK))?;
        chart.configure_series_labels().draw()?;
        Ok(())
    })
}

/// Twenty-four columns.
pub(crate) fn column() -> String {
    drawn(|root| {
        let mut chart = ChartBuilder::on(root)
            .caption("title", ("sans-serif", 16))
            .margin(8)
            .x_label_area_size(28)
            .y_label_area_size(40)
            .build_cartesian_2d((0..23).into_segmented(), 0.0..30.0)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .x_labels(24)
            .y_desc("件")
            .draw()?;
        chart.draw_series(
            Histogram::vertical(&chart)
                .style(BLUE.filled())
                .margin(4)
                .data((0..24).map(|i| (i, f64::from(10 + i * 7 % 17)))),
        )?;
        Ok(())
    })
}

/// Two years of months in two phases, each with its three limits, and a target.
pub(crate) fn control() -> String {
    let values = || (0..24_u32).map(|i| (f64::from(i), f64::from(27 - i / 12 * 5 + i * 7 % 4)));
    drawn(|root| {
        let mut chart = ChartBuilder::on(root)
            .caption("title", ("sans-serif", 16))
            .margin(8)
            .x_label_area_size(28)
            .y_label_area_size(40)
            .build_cartesian_2d(-0.5..23.5, 18.0..34.0)?;
        chart
            .configure_mesh()
            .x_labels(24)
            .x_label_formatter(&|x| format!("{:.0} 月", x % 12.0 + 1.0))
            .y_desc("件/万客户")
            .draw()?;
        for (from, to, centre) in [(-0.5, 11.5, 28.5), (11.5, 23.5, 23.5)] {
            for (away, name) in [(-3.5, "下限"), (0.0, "均值"), (3.5, "上限")] {
                let at = centre + away;
                chart
                    .draw_series(LineSeries::new([(from, at), (to, at)], &RED))?
                    .label(name)
                    .legend(|(x, y)| PathElement::new([(x, y), (x + 16, y)], RED));
            }
        }
        chart.draw_series(LineSeries::new([(-0.5, 22.0), (23.5, 22.0)], &BLACK))?;
        chart.draw_series(LineSeries::new(values(), &BLUE))?;
        chart.draw_series(values().map(|at| Circle::new(at, 3, BLUE.filled())))?;
        chart.configure_series_labels().draw()?;
        Ok(())
    })
}

/// Ten thousand points joined by a line.
pub(crate) fn many() -> String {
    drawn(|root| {
        let mut chart = ChartBuilder::on(root)
            .caption("title", ("sans-serif", 16))
            .margin(8)
            .x_label_area_size(28)
            .y_label_area_size(40)
            .build_cartesian_2d(0.0..10_000.0, 0.0..1000.0)?;
        chart.configure_mesh().draw()?;
        let values = (0..10_000_u32).map(|i| (f64::from(i), f64::from(i * 7919 % 1000)));
        chart.draw_series(LineSeries::new(values, &BLUE))?;
        Ok(())
    })
}

fn drawn(draw: impl Fn(&DrawingArea<SVGBackend<'_>, plotters::coord::Shift>) -> Drawn) -> String {
    let mut svg = String::new();
    let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
    draw(&root)
        .and_then(|()| Ok(root.present()?))
        .expect("a string takes everything");
    drop(root);
    svg
}
