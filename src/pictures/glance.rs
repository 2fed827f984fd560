//! A glance at a picture of some sixty pixels: its colour, and where one looks. All in integers, so that every machine
//! sees the same.

/// What a glance tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glance {
    /// The main colour.
    pub colour: [u8; 3],
    /// Where one looks, in percent from the left and from the top.
    pub interest: (u8, u8),
}

pub(super) fn glance(bytes: &[u8], width: usize, height: usize, alpha: bool) -> Glance {
    let count = if alpha { 4 } else { 3 };
    let pixels: Vec<Pixel> = bytes
        .chunks_exact(count)
        .map(|pixel| Pixel {
            rgb: [pixel[0], pixel[1], pixel[2]],
            opaque: pixel.get(3).map_or(255, |&opaque| u32::from(opaque)),
        })
        .collect();
    Glance { colour: colour(&pixels), interest: interest(&pixels, width, height) }
}

#[derive(Clone, Copy)]
struct Pixel {
    rgb: [u8; 3],
    /// 0 to 255.
    opaque: u32,
}

impl Pixel {
    /// How colourful it is: the distance between its strongest and its weakest part.
    fn colourful(self) -> u32 {
        let [r, g, b] = self.rgb;
        u32::from(r.max(g).max(b) - r.min(g).min(b))
    }

    /// How much it counts for the main colour: colourful ones up to three times, so that a grey street does not hide the
    /// red bus; black shadows and white skies less, since every picture has some.
    fn weight(self) -> u64 {
        let [r, g, b] = self.rgb;
        let share = match () {
            () if r.max(g).max(b) < 40 => 1,
            () if r.min(g).min(b) > 235 => 2,
            () => 4,
        };
        u64::from(self.opaque) * u64::from(128 + self.colourful()) * share
    }

    /// How bright it is, 0 to 255, by the weights of Rec. 601.
    fn bright(self) -> i32 {
        let [r, g, b] = self.rgb.map(i32::from);
        (299 * r + 587 * g + 114 * b) / 1000
    }

    /// Whether it may be skin, of whatever shade: red over green over blue, neither grey nor garish.
    fn skin(self) -> bool {
        let [r, g, b] = self.rgb.map(i32::from);
        r > 50 && r > g && g >= b && (12..=110).contains(&(r - g)) && r - b >= 20 && r - b <= 150 && 4 * b >= r
    }
}

/// The main colour: the mean of the fullest drawer of sixteen shades for each part. A mean of one drawer is never muddy.
fn colour(pixels: &[Pixel]) -> [u8; 3] {
    // Drawers overlap by half, so that no colour is torn apart by their edges.
    let mut drawers = vec![[0u64; 4]; 2 * 16 * 16 * 16];
    for pixel in pixels {
        let weight = pixel.weight();
        for shift in [0, 8] {
            let [r, g, b] = pixel.rgb.map(|part| ((usize::from(part) + shift) / 16).min(15));
            let drawer = &mut drawers[shift / 8 * 4096 + r * 256 + g * 16 + b];
            drawer[0] += weight;
            for (sum, &part) in drawer[1..].iter_mut().zip(&pixel.rgb) {
                *sum += weight * u64::from(part);
            }
        }
    }
    // The first of those that are equally full, so that the order of nothing else matters.
    let mut fullest = [0u64; 4];
    for drawer in drawers {
        if drawer[0] > fullest[0] {
            fullest = drawer;
        }
    }
    let [weight, r, g, b] = fullest;
    if weight == 0 { [255; 3] } else { [r, g, b].map(|sum| ((sum + weight / 2) / weight) as u8) }
}

/// Where one looks: the middle of the window with the most edges, colours and skin in it. Without anything to see, the
/// middle, or in upright pictures the upper third, where faces are.
fn interest(pixels: &[Pixel], width: usize, height: usize) -> (u8, u8) {
    let at = |x: usize, y: usize| pixels[y * width + x];
    let energy: Vec<u64> = (0..width * height)
        .map(|index| {
            let (x, y) = (index % width, index / width);
            let here = at(x, y);
            let (left, right) = (at(x.saturating_sub(1), y), at((x + 1).min(width - 1), y));
            let (above, below) = (at(x, y.saturating_sub(1)), at(x, (y + 1).min(height - 1)));
            let edge =
                (left.bright() - right.bright()).unsigned_abs() + (above.bright() - below.bright()).unsigned_abs();
            let skin = if here.skin() { 48 } else { 0 };
            u64::from((edge + here.colourful() / 4 + skin) * here.opaque / 255)
        })
        .collect();
    // The home of the eye, in fractions of 256: the pull towards it falls to a half at the farthest edge.
    let home = (128, if height * 10 > width * 11 { 90 } else { 118 });
    let window = (width.min(height) / 3).max(1);
    let sums = Sums::new(&energy, width, height);
    let mut best = (0, (home.0, home.1));
    for y in 0..height {
        for x in 0..width {
            let middle = ((2 * x + 1) * 128 / width, (2 * y + 1) * 128 / height);
            let away = middle.0.abs_diff(home.0).pow(2) + middle.1.abs_diff(home.1).pow(2);
            let pull = 40_000 - (away as u64).min(28_000);
            let seen = sums.around(x, y, window) * pull;
            if seen > best.0 {
                best = (seen, middle);
            }
        }
    }
    let (x, y) = best.1;
    ((x * 100 / 256) as u8, (y * 100 / 256) as u8)
}

/// Sums over rectangles, by a table of sums from the upper left corner.
struct Sums {
    table: Vec<u64>,
    width: usize,
    height: usize,
}

impl Sums {
    fn new(values: &[u64], width: usize, height: usize) -> Sums {
        let row = width + 1;
        let mut table = vec![0; row * (height + 1)];
        for y in 0..height {
            for x in 0..width {
                table[(y + 1) * row + x + 1] =
                    values[y * width + x] + table[y * row + x + 1] + table[(y + 1) * row + x] - table[y * row + x];
            }
        }
        Sums { table, width, height }
    }

    /// The sum of the square of so many pixels to each side of a place; what lies outside of the picture is nothing.
    fn around(&self, x: usize, y: usize, reach: usize) -> u64 {
        let (left, top) = (x.saturating_sub(reach), y.saturating_sub(reach));
        let (right, bottom) = ((x + reach + 1).min(self.width), (y + reach + 1).min(self.height));
        let at = |x: usize, y: usize| self.table[y * (self.width + 1) + x];
        at(right, bottom) + at(left, top) - at(right, top) - at(left, bottom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of one colour with a square of another.
    fn with_square(width: usize, height: usize, (left, top): (usize, usize), square: [u8; 3]) -> Vec<u8> {
        (0..width * height)
            .flat_map(|index| {
                let (x, y) = (index % width, index / width);
                let inside = (left..left + 12).contains(&x) && (top..top + 12).contains(&y);
                if inside && (x / 3 + y / 3) % 2 == 0 { square } else { [120, 130, 140] }
            })
            .collect()
    }

    #[test]
    fn one_looks_where_something_is() {
        let (x, y) = glance(&with_square(64, 40, (46, 4), [210, 150, 120]), 64, 40, false).interest;
        assert!(x > 60 && y < 45, "{x} {y}");
        let (x, y) = glance(&with_square(64, 40, (4, 24), [210, 150, 120]), 64, 40, false).interest;
        assert!(x < 40 && y > 50, "{x} {y}");
    }

    #[test]
    fn one_looks_at_the_upper_third_of_an_upright_picture_without_anything() {
        assert_eq!(glance(&[90; 40 * 64 * 3], 40, 64, false).interest, (50, 35));
        assert_eq!(glance(&[90; 3], 1, 1, false).interest, (50, 46));
    }

    #[test]
    fn the_main_colour_is_one_of_the_picture() {
        let mut bytes = [200, 30, 30].repeat(600);
        bytes.extend([30, 30, 200].repeat(500));
        assert_eq!(glance(&bytes, 50, 22, false).colour, [200, 30, 30], "and not the violet between them");
        assert_eq!(glance(&[1, 2, 3, 0], 1, 1, true).colour, [255, 255, 255]);
    }
}
