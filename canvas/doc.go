// Package canvas holds a picture as a list of things to draw. What is drawn
// is decided once, in px of an ideal sheet; a window, a PNG, an SVG and a PDF
// are back ends that walk the same list.
package canvas
