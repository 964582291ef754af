// Package floor turns pixels into metres and back: lens, camera pose, plane,
// covariance, and the zones that ribbons make.
//
// # Frames
//
// The floor frame is that of the room file: x and y in metres on the floor, z
// upwards. The camera frame is OpenCV's: x to the right, y downwards, z
// forwards. Picture coordinates are those of package vision.
package floor
