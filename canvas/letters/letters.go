// Package letters holds the two fonts that every back end writes with, and
// measures text with them, so that a line that fits in the window fits on
// paper. The fonts are Liberation Sans (SIL Open Font License 1.1), which
// covers Latin, Greek and Cyrillic.
package letters

import (
	"strings"
	"sync"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Missing stands for a letter that the fonts do not have.
const Missing = '□'

// File returns the font file, TrueType.
func File(bold bool) []byte {
	if bold {
		return liberationsansbold.TTF
	}
	return liberationsansregular.TTF
}

// face is a font and the widths of its letters, in em; 0 width and false for
// those that it does not have.
type face struct {
	font   *sfnt.Font
	mu     sync.Mutex
	buf    sfnt.Buffer
	widths map[rune]float64
}

var (
	regular = sync.OnceValue(func() *face { return open(false) })
	bold    = sync.OnceValue(func() *face { return open(true) })
)

func open(bold bool) *face {
	font, err := sfnt.Parse(File(bold))
	if err != nil {
		panic("letters: the embedded font cannot be read: " + err.Error())
	}
	return &face{font: font, widths: map[rune]float64{}}
}

func of(isBold bool) *face {
	if isBold {
		return bold()
	}
	return regular()
}

// width returns the width of a letter in em, and -1 where the font lacks it.
func (f *face) width(r rune) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if w, known := f.widths[r]; known {
		return w
	}
	f.widths[r] = f.look(r)
	return f.widths[r]
}

func (f *face) look(r rune) float64 {
	const em = 2048
	glyph, err := f.font.GlyphIndex(&f.buf, r)
	if err != nil || glyph == 0 {
		return -1
	}
	advance, err := f.font.GlyphAdvance(&f.buf, glyph, fixed.I(em), 0)
	if err != nil {
		return -1
	}
	return float64(advance) / 64 / em
}

// Shown returns words as they can be written: letters that the fonts lack
// become [Missing], and control characters become spaces.
func Shown(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case regular().width(r) < 0:
			return Missing
		}
		return r
	}, words)
}

// Width returns how wide a line of text is, in px, at a size in px.
func Width(words string, sizePx float64, bold bool) float64 {
	f, em := of(bold), 0.0
	for _, r := range words {
		if w := f.width(r); w >= 0 {
			em += w
		} else {
			em += max(0, f.width(Missing))
		}
	}
	return em * sizePx
}

// Fit returns words cut short with an ellipsis where they are wider than
// maxPx.
func Fit(words string, sizePx float64, bold bool, maxPx float64) string {
	if Width(words, sizePx, bold) <= maxPx {
		return words
	}
	runes := []rune(words)
	for n := len(runes) - 1; n > 0; n-- {
		short := strings.TrimRight(string(runes[:n]), " ") + "…"
		if Width(short, sizePx, bold) <= maxPx {
			return short
		}
	}
	return "…"
}

// Wrap breaks words into at most so many lines of maxPx, between words where
// it can; what is left over is cut short with an ellipsis.
func Wrap(words string, sizePx float64, bold bool, maxPx float64, lines int) []string {
	var wrapped []string
	rest := strings.Fields(words)
	for len(rest) > 0 && len(wrapped) < lines-1 {
		n := 1
		for n < len(rest) && Width(strings.Join(rest[:n+1], " "), sizePx, bold) <= maxPx {
			n++
		}
		wrapped = append(wrapped, Fit(strings.Join(rest[:n], " "), sizePx, bold, maxPx))
		rest = rest[n:]
	}
	if len(rest) > 0 {
		wrapped = append(wrapped, Fit(strings.Join(rest, " "), sizePx, bold, maxPx))
	}
	return wrapped
}
