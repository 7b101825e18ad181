# The settings. Sizes have names, for percentages mean little to most people.

settings-title = Settings

settings-text-scale = Text size
settings-text-scale-100 = Normal
settings-text-scale-125 = Bigger
settings-text-scale-150 = Big
settings-text-scale-175 = Very big
settings-text-scale-200 = Biggest

settings-theme = Colours
settings-theme-light = Light
settings-theme-contrast = Black

settings-narration = Voice
settings-narration-on = Reads aloud
settings-narration-off = Silent

settings-speed = Reading speed
settings-speed-slow = Slow
settings-speed-normal = Normal
settings-speed-fast = Fast

settings-loudness = Loudness
settings-loudness-softer = Softer
settings-loudness-normal = Normal
settings-loudness-louder = Louder

settings-region = Numbers
settings-region-north = Nghìn, linh
settings-region-south = Ngàn, lẻ

settings-language = Language
settings-language-vi = Tiếng Việt
settings-language-en = English
