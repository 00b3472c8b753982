background_color: str
margin: float
tick_font_family: str
tick_font_size: float
tick_font_char_height: float
tick_font_char_width: float
label_color: str
