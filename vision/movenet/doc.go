// Package movenet holds the person network: its weights, its conversion to
// ONNX for a given picture size, and the reading of its outputs. It runs
// nothing itself and needs no cgo; package opencv does the multiplying.
//
// # The network
//
// MoveNet MultiPose (Google, Apache-2.0) is a CenterNet: a MobileNetV2 feature
// pyramid with one convolutional head per question. Its weights are embedded;
// source and licences are in this folder's README.md.
//
// The published graph ends in a tail that picks six people. [Network.ONNX]
// cuts it off: it writes the convolutional part alone, for any input whose
// height and width are multiples of 32, and stacks the six heads into one
// output of [Channels] channels. Reading the peaks here instead lifts the
// limit of six and lets a caller choose the threshold.
//
// # Coordinates
//
// Inputs are RGB, 0 to 255, NCHW; the normalisation is part of the graph. The
// heads are maps of one cell per [Stride] input pixels. [Decode] gives bodies
// in input px; a [Letterbox] takes them back to the picture.
package movenet
