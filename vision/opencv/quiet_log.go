//go:build !windows

package opencv

/*
#cgo pkg-config: opencv4
#cgo CXXFLAGS: --std=c++11
void nabij_silence_opencv(void);
*/
import "C"

import "os"

func init() {
	if _, set := os.LookupEnv(logLevel); !set {
		C.nabij_silence_opencv()
	}
}
