# The titles of the units; their order is in lessons/units.toml.

unit-phone-basics = Getting to know the phone
unit-family-chat = Family and neighbours
unit-eid = The electronic identity card
unit-public-services = Public services
unit-payments = Paying by code
unit-bank-savings = Bank and savings
unit-trader-4t = Small trade
unit-shopping = Buying online
unit-ai-basics = Artificial intelligence
unit-safety = Safe from fraud
