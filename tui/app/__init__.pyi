from .app import DatelineApp as DatelineApp
