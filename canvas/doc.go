// Package canvas holds a picture as a list of things to draw. What is drawn
// is decided once, in px of an ideal sheet; a window, a PNG, an SVG and a PDF
// are back ends that walk the same list.
//
// # Frames
//
// The sheet is in px with the origin in its top-left corner, y downwards. The
// floor is in metres, as the room file has it, and seen from above: x to the
// right and y up the sheet, until a [View] turns or mirrors it.
//
// # Colours
//
// A [Theme] holds every colour of the program's own. None of them says that
// something is good or bad: the people's colours are those of Okabe and Ito
// and of Paul Tol, which stay apart for colour-blind eyes, and no two of them
// stand against each other as red and green do. The colours of the ribbons are
// the room's, and are drawn as they lie there.
package canvas
