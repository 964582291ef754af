//go:build !windows

// OpenCV reads its own log level when it is loaded, before any of our code
// runs; afterwards only this call changes it.
#include <opencv2/core/utils/logger.hpp>

extern "C" void nabij_silence_opencv(void) {
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
}
