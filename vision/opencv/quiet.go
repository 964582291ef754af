package opencv

import "os"

// The libraries ask the environment how much to say, so that is where it is
// turned off. What somebody set on purpose stays.
func init() {
	for name, value := range map[string]string{
		"OPENCV_LOG_LEVEL":                  "SILENT",
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
