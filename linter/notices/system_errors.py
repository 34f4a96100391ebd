"""What the operating system says of files, in the language of the messages: it says it in its own."""

from __future__ import annotations

import errno

_CHINESE = {
    "EACCES": "没有权限",
    "EBUSY": "正被占用",
    "EDQUOT": "超出磁盘配额",
    "EEXIST": "已经存在",
    "EFBIG": "文件太大",
    "EINVAL": "系统不接受这个名称或操作",
    "EIO": "读写设备出错",
    "EISDIR": "这是文件夹",
    "ELOOP": "链接绕成了圈",
    "EMFILE": "打开的文件太多",
    "ENAMETOOLONG": "文件名太长",
    "ENFILE": "打开的文件太多",
    "ENODEV": "没有这个设备",
    "ENOENT": "没有这个文件或文件夹",
    "ENOMEM": "内存不足",
    "ENOSPC": "磁盘空间不足",
    "ENOTDIR": "路径中有一段不是文件夹",
    "ENOTEMPTY": "文件夹不是空的",
    "ENXIO": "没有这个设备",
    "EPERM": "系统不允许这样做",
    "EPIPE": "读取的一方已经离开",
    "EROFS": "磁盘是只读的",
    "ETXTBSY": "程序正在运行，不能改写",
    "EXDEV": "不能跨磁盘移动",
}
_OPEN_ELSEWHERE = (32, 33)  # of Windows: a sharing violation, a lock violation


def reason(error: OSError | ValueError, lang: str) -> str:
    """Why something could not be read or written; as the system says it where there is no other word for it.

    Args:
        error: what was raised; a ValueError is that of a name which no system takes.
        lang: zh or en.
    """
    if getattr(error, "winerror", None) in _OPEN_ELSEWHERE:
        return "正在别的程序里打开，请先关闭" if lang == "zh" else "another program has it open: close it there"
    name = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    if lang == "zh" and name in _CHINESE:
        return _CHINESE[name]
    return getattr(error, "strerror", None) or type(error).__name__
