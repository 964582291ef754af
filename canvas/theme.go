package canvas

import (
	"image/color"
	"math"
)

// Look is how one person is told from the others: a colour, and the pattern of
// the rim for eyes that do not see the colour.
type Look struct {
	Color color.NRGBA
	Rim   Rim
}

// Rim is the pattern of the line around a person.
type Rim uint8

// The rims.
const (
	Solid Rim = iota
	Dashed
	Double
	Dotted
)

// Theme is the program's own colours.
type Theme struct {
	Name   string
	Ground color.NRGBA // the sheet
	Floor  color.NRGBA // the floor on the sheet
	Grid   color.NRGBA // metre lines
	Ink    color.NRGBA // text
	Quiet  color.NRGBA // text that may be overlooked
	Thread color.NRGBA // between two people
	People []Look
}

// Light returns the theme for a bright room and for paper.
func Light() Theme {
	return Theme{
		Name:   "light",
		Ground: RGB(0xF4F1EA),
		Floor:  RGB(0xFCFAF6),
		Grid:   RGB(0xE6E1D6),
		Ink:    RGB(0x23282E),
		Quiet:  RGB(0x5C6168),
		Thread: RGB(0x5C6168),
		People: looks(),
	}
}

// Dark returns the theme for a dim room.
func Dark() Theme {
	return Theme{
		Name:   "dark",
		Ground: RGB(0x15191E),
		Floor:  RGB(0x1D232A),
		Grid:   RGB(0x2B333C),
		Ink:    RGB(0xEDEAE3),
		Quiet:  RGB(0xA9AEB4),
		Thread: RGB(0xB9BEC4),
		People: looks(),
	}
}

// looks returns the people's colours: Okabe & Ito (2008) for the first five,
// without their vermillion and green, then Paul Tol's "muted" (2021).
func looks() []Look {
	return []Look{
		{RGB(0x0072B2), Solid},  // blue
		{RGB(0xE69F00), Dashed}, // orange
		{RGB(0xCC79A7), Double}, // pink
		{RGB(0x56B4E9), Dotted}, // sky
		{RGB(0xF0E442), Solid},  // yellow
		{RGB(0xAA4499), Dashed}, // purple
		{RGB(0xDDCC77), Double}, // sand
		{RGB(0x8C8FD6), Dotted}, // lavender, lighter than Tol's indigo for the dark theme
	}
}

// Look returns the look of the person of that number, counted from 0. After
// the last colour they begin again with another rim.
func (t Theme) Look(n int) Look {
	look := t.People[n%len(t.People)]
	look.Rim = (look.Rim + Rim(n/len(t.People))) % 4
	return look
}

// Colour is a colour of the sheet, not premultiplied.
type Colour = color.NRGBA

// RGB returns the opaque colour 0xRRGGBB.
func RGB(hex uint32) Colour {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// Faded returns the colour with its opacity times share, 0 to 1.
func Faded(c color.NRGBA, share float64) color.NRGBA {
	c.A = uint8(math.Round(float64(c.A) * min(1, max(0, share))))
	return c
}

// Mixed returns the colour share of the way from a to b, opaque as a.
func Mixed(a, b color.NRGBA, share float64) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + share*(float64(y)-float64(x)))) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), a.A}
}

// Contrast returns the contrast ratio of two opaque colours, 1 to 21, as WCAG
// 2.1 defines it.
func Contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// InkOn returns whichever of a and b reads better on ground.
func InkOn(ground, a, b color.NRGBA) color.NRGBA {
	if Contrast(ground, a) >= Contrast(ground, b) {
		return a
	}
	return b
}

// luminance is the relative luminance of WCAG 2.1, 0 to 1.
func luminance(c color.NRGBA) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(v uint8) float64 {
	s := float64(v) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}
