"""What this room asks of the calendar: working days, procedural time limits, limitation periods."""

from datetime import date, timedelta
from latepay_core.claim import Claim
from typing import NamedTuple
import calendar

DAY = timedelta(days=1)

def _easter(y):
    a=y%19;b=y//100;c=y%100;d=b//4;e=b%4;f=(b+8)//25;g=(b-f+1)//3;h=(19*a+b-d-g+15)%30;i=c//4;k=c%4
    l=(32+2*e+2*i-h-k)%7;m=(a+11*h+22*l)//451
    return date(y,(h+l-7*m+114)//31,(h+l-7*m+114)%31+1)

def holiday(d):
    e=_easter(d.year)
    return (d.month,d.day) in {(1,1),(5,1),(5,8),(7,14),(8,15),(11,1),(11,11),(12,25)} or d in {e+timedelta(1),e+timedelta(39),e+timedelta(50)}

def is_business_day(day: date) -> bool:
    return day.weekday()<5 and not holiday(day)

def business_day_from(day: date) -> date:
    while not is_business_day(day): day+=DAY
    return day

def business_day_before(day):
    while not is_business_day(day): day-=DAY
    return day

def add_ouvrables(day, count):
    while count:
        day+=DAY
        if day.weekday()<6 and not holiday(day): count-=1
    return day

def add_months(day, months):
    y,m=divmod(day.month-1+months,12); y+=day.year
    return date(y,m+1,min(day.day,calendar.monthrange(y,m+1)[1]))

def procedural_months(day, months): 
    return business_day_from(add_months(day, months))

class LastDay(NamedTuple):
    index: int
    last_day: date
    article: str

def limitation_last_days(claim: Claim) -> list[LastDay]:
    from latepay_core.statement.checks import due_on
    out=[]
    for i,inv in enumerate(claim.invoices):
        due=due_on(inv)
        last=add_months(due, 24 if claim.debtor.kind=="consumer" and claim.creditor.kind=="business" else 60)
        out.append(LastDay(i,last,"…"))
    return out
