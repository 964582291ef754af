// Package camera keeps a session's camera in sight: what it gives, what is the
// matter with it, and when it is back.
//
// # Layers
//
// A [Driver] knows the system's cameras and opens them. The one for real
// cameras is in package opencv; package fake has one that misbehaves on demand,
// behind the same interface. A [Camera] reads one device all the time, so that
// whoever asks gets the newest picture and nothing queues. A [Steady] camera is
// what a session looks through: it goes on, whatever happens to the camera.
//
// # What can be the matter
//
// By the clock: no picture for 1.5 s, fewer than 7 Hz where there were 12, the
// computer asleep or its clock set. By what the pictures hold: the very same
// one for 1.5 s (a sensor's noise never repeats), black for a second, torn, of
// another size. By the list of cameras: not connected, or another one in its
// place. Each is noticed within two seconds; [Steady] says which as the
// Trouble of its frames.
//
// While a picture shows nothing of the room, frames come without one, five or
// more in a second, so that time goes on for the tracker, the map and the
// record. The camera is opened again by itself when the same one is there: the
// same model and serial number, or, where a camera has no serial number, the
// same model in the same socket. Any other camera is left alone, since the
// floor was measured with the first.
//
// # While nobody moves
//
// Whoever looks through a camera may tell it how far apart pictures may come while
// nobody moves ([Steady.Ease]). Only those are decoded then; the others are taken
// from the driver as they are, so that nothing queues and times stay true. The
// first picture that shows a movement brings all of them back. What is the matter
// with the camera is noticed as soon as otherwise.
//
// # Time
//
// A frame's At counts from the first opening on a clock that nobody can set and
// that includes the time the computer was asleep; Clock is the wall's, as it is.
//
// # With a real camera
//
// The tests use the fake one. What a driver and a USB socket do is tried by hand,
// before a release and with every new kind of camera: begin `nabij live`, keep
// the session, and then, with half a minute between,
//
//   - pull the plug; put another camera in; put the first one back, in the same
//     socket and, where it has a serial number, in another;
//   - cover the lens; switch the light off and on;
//   - stop the picture: echo 0 > authorized in the camera's folder below
//     /sys/bus/usb/devices, later echo 1;
//   - shut the lid or suspend for a minute;
//   - open the camera in a video call first, then begin nabij.
//
// Each time the quiet line must say within two seconds what is the matter, must
// fall silent within five when it is over, and nobody may leave the map. `nabij
// verify` must find the record whole. Where the kernel has v4l2loopback, the
// same goes without a camera: `modprobe v4l2loopback video_nr=9 card_label=loop`,
// then `ffmpeg -re -stream_loop -1 -i clip.mp4 -f v4l2 /dev/video9` is a camera
// named loop, which stalls when ffmpeg is stopped (kill -STOP), vanishes when
// the module is removed, and freezes or goes black with ffmpeg's filters.
//
// A room is tried with `nabij calibrate`: the camera is listed by the system's
// name; a lamp switched off and on, and a hand before the lens, change nothing of
// what it says it holds still; four sheets and the Return key alone lead to a saved
// room, in which a check by tape is off by no more than it states. Turned by a
// finger's width, the camera is said to have moved at the next start.
package camera
