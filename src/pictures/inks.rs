//! Four inks without a profile, as colours on a screen.

/// What each overprint of full inks looks like on coated paper, in sRGB: bit 0 is cyan, bit 1 magenta, bit 2 yellow.
/// After Neugebauer, all else is a mixture of these by the areas that Demichel's equations give. The plain formula
/// `(1 - ink) * (1 - black)` makes neon of every cyan and green.
const OVERPRINTS: [[u8; 3]; 8] = [
    [255, 255, 255],
    [0, 158, 224],
    [229, 0, 125],
    [49, 39, 131],
    [255, 237, 0],
    [0, 150, 64],
    [227, 6, 19],
    [55, 52, 53],
];

/// What remains of a colour under full black: sRGB 29 of 255 is black ink on white paper.
const UNDER_BLACK: u32 = 29;

/// Red, green and blue of pixels of four inks, where 255 is full ink.
pub(super) fn to_rgb(inks: &[u8]) -> Vec<u8> {
    inks.as_chunks::<4>().0.iter().flat_map(|&pixel| colour(pixel)).collect()
}

fn colour([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    let share = |ink: u8, covered: bool| u32::from(if covered { ink } else { 255 - ink });
    let mut sums = [0u64; 3];
    for (index, overprint) in OVERPRINTS.iter().enumerate() {
        let area = share(c, index & 1 != 0) * share(m, index & 2 != 0) * share(y, index & 4 != 0);
        for (sum, &part) in sums.iter_mut().zip(overprint) {
            *sum += u64::from(area) * u64::from(part);
        }
    }
    let black = u32::from(k);
    let left = (255 - black) * 255 + black * UNDER_BLACK;
    sums.map(|sum| {
        let part = (sum + 255 * 255 * 255 / 2) / (255 * 255 * 255);
        ((part as u32 * left + 255 * 255 / 2) / (255 * 255)) as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_white_and_inks_look_like_print() {
        assert_eq!(colour([0, 0, 0, 0]), [255, 255, 255]);
        assert_eq!(colour([255, 0, 0, 0]), [0, 158, 224]);
        assert_eq!(colour([0, 0, 0, 255]), [29, 29, 29]);
        let [r, g, b] = colour([128, 0, 0, 0]);
        assert!(r < g && g < b && r > 100);
    }
}
