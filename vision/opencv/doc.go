// Package opencv is the only door to OpenCV: cameras, clips and the person
// network. Everything behind it speaks package vision's words.
//
// # Sources
//
// A [Clip] gives every frame of a file. A [Paced] clip behaves like a camera:
// it plays at its own rate and drops what comes too late. A [Camera] has one
// reader; the newest frame wins, older ones are closed and counted. All three
// are a pipeline.Source.
//
// # The eye
//
// An [Eye] runs the network of package movenet on ONNX Runtime where the system
// has it, on OpenCV's DNN module elsewhere, and says what it saw. It keeps its
// buffers from frame to frame and is for one goroutine at a time.
//
// A sparing Eye looks only at frames in which something has changed, and of those
// at about every second one, because most of the time goes into the network and
// most frames show nothing new. The others are glances: the mean colours of the
// picture's cells, a hundredth of a look's cost. It looks at once where something
// new appears and while it is not sure who is there.
//
// An Eye that is not sparing looks at a finer size where people have been small in
// the picture, at 2.3 times the cost of a look: of people of 80 px in a picture of
// 576 rows it finds 92 % instead of 86 %.
//
// # The empty room
//
// [SeeEmptyRoom] makes one quiet picture of a room from a clip and leaves out
// where people are, until they have moved away.
//
// # Sheets
//
// [FindWhiteQuads] finds what may be sheets of paper in such a picture: it cuts
// the picture at many brightnesses, takes outlines with four corners, and lays a
// line, bent as a lens bends it, through the edge along each side. In drawn
// rooms of 640 to 1280 px, blurred, noisy and compressed, a sheet's worst corner
// is 0.2 px off (root mean square), and the floor 0.1 to 3 cm at 4 m.
//
// # Lens and corners
//
// [StraightEdges] finds the edges of floorboards, skirting and taut ribbons as
// the lens bends them, [FindChessboard] a chessboard, and [SnapCorner] the corner
// beside a hand's click. What they say of lens and floor is worked out in package
// calibrate; [LensFromChessboard] is OpenCV's own.
//
// # Landmarks
//
// [Landmarks] picks fixed things of a room for its file, [LandmarksNow] those of
// a frame; calibrate.Recognise says from both whether the camera has moved. A
// [Minder] is an eye that does so in a session, lets the floor follow where that is
// safe, and looks for newly laid ribbons when asked.
//
// # Ownership
//
// OpenCV's memory is not the garbage collector's. A [Picture] is closed by the
// owner of its frame, and its memory then holds the source's next one; an Eye and
// a source are closed by whoever opened them. The tests with the build tag
// matprofile count what is left open.
//
// # Silence
//
// OpenCV and FFmpeg write to standard error when they dislike an input. The
// package turns that off: an error is told once, by its error value. Errors
// that a person can do something about have a Hint method.
package opencv
