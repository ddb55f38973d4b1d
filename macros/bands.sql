{# Joins a published score to its band: [lower, upper), the top band closed. Expects the score's relation to be called `rounded`. #}
{% macro in_band(score, band) -%}
    rounded.model_version = {{ band }}.model_version
    and {{ score }} >= {{ band }}.lower_bound
    and ({{ score }} < {{ band }}.upper_bound or {{ band }}.is_top_band)
{%- endmacro %}
