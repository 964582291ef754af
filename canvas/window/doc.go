// Package window shows a panel of controls and its map in a window of the
// desktop, with Ebiten. It is the only package that draws on a screen: it
// turns keys and the mouse into what package controls understands, and a
// display list into pixels.
//
// # Drawn only when something changed
//
// Ebiten is made for games, which draw sixty times a second. Here most of the
// time nothing moves. The window therefore waits for events (Ebiten's mode
// FPSModeVsyncOffMinimum) and is woken when a scene arrives, when a replay
// plays or when a line fades; the screen keeps what was drawn last, and Draw
// does nothing while the panel is not stale. In that mode an idle window costs
// nothing (hajimehoshi/ebiten#1205, #1556, #3318) but two looks a second, because
// an event can be lost to the thread that draws.
//
// What was drawn the same way several times in a row, such as the floor and
// its ribbons, is kept as one picture and copied.
//
// What lies below is put back only in the tiles that the drawing before or this
// one touches, and a live session's bar is a picture of its own.
//
// # What it looks like
//
// testdata/pictures holds the real window: its start view, a session, who is
// here, a session looked back at. testdata holds what is made of widgets in both
// languages, several sizes and both themes; the tests compare with it.
//
// # One window
//
// A process opens one window in its life, on its main goroutine: so Ebiten
// wants it.
package window
