package opencv

import "gocv.io/x/gocv"

// Version names the versions of OpenCV and of its binding.
func Version() string { return "OpenCV " + gocv.OpenCVVersion() + ", gocv " + gocv.Version() }
