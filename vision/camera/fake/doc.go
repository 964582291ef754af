// Package fake is a camera that does what it is told, and above all what a
// camera should not do. It stands behind the same interface as the driver of
// real cameras (camera.Driver) and needs neither OpenCV nor a webcam.
//
// Its pictures are a made-up room with a sensor's noise, different in every
// one; what a picture shows is of no importance, only how it changes.
package fake
