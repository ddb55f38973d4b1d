with released as (
    select * from {{ last_release_columns() }} as last_release_columns
),

final as (
    select
        table_name,
        column_name,
        column_type
    from released
)

select * from final
