{# Fails with every key that has anything but letters without accents, digits, dots, - and _ in it: keys are typed in commands, file names and
   filters, where a blank or a look-alike letter is not seen. #}
{% test plain_key(model, column_name) %}

select distinct
    '{{ tested_file() }}' as file,
    '{{ column_name }}=' || {{ tested_value(column_name) }} as row_key,
    'this {{ column_name }} has a blank or another sign in it that keys may not have' as problem,
    'use letters, digits, dots, - and _ only' as remedy
from {{ model }}
where translate(lower({{ column_name }}), 'abcdefghijklmnopqrstuvwxyz0123456789._-', '') <> ''

{% endtest %}
