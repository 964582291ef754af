package opencv

import "os"

// logLevel is the variable that OpenCV's own messages obey. It is read when
// the library is loaded, so quiet_log.go does what setting it here could not.
const logLevel = "OPENCV_LOG_LEVEL"

// The video parts ask the environment when they open something, so that is
// where they are told. What somebody set on purpose stays.
func init() {
	for name, value := range map[string]string{
		"OPENCV_VIDEOIO_DEBUG":              "0",
		"OPENCV_FFMPEG_LOGLEVEL":            "-8",                      // AV_LOG_QUIET
		"OPENCV_FFMPEG_CAPTURE_OPTIONS":     "protocol_whitelist;file", // never the network
		"OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "2",                       // s; 10 by default
	} {
		if _, set := os.LookupEnv(name); !set {
			os.Setenv(name, value)
		}
	}
}
