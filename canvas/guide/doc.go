// Package guide leads somebody who is no engineer from a camera to a room
// file: camera, floor, how exact it is, ribbons, save. It holds the steps and
// their rules, and draws them as display lists; it opens no window, no camera
// and no file.
//
// # Who does what
//
// A [Guide] is told what happens (a button pressed, a word typed, the mouse, a
// key) and answers with a [Sheet]: where the camera's picture lies, what is
// drawn over it, and where buttons and fields stand. A back end shows that.
// What needs a camera, OpenCV or a file is asked of a [Program], on a goroutine
// of its own, so that the window never waits.
//
// # Frames
//
// Places in the picture are [vision.Pixel], px from the centre of its top-left
// pixel. Places on the sheet are [canvas.XY]. A look says how one lies on the
// other: the whole picture fitted into the pane, or a part of it, larger.
//
// # Pictures
//
// The camera's pictures are only passed on to be shown. No display list can
// hold one, so none can end up in a file.
package guide
