"""Everything built from Streamlit's own widgets: the sidebar, the formula box, the page header, and the state of a visit."""
